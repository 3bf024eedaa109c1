package org.deviceonboarding.command.device;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.deviceonboarding.command.text.Lookalikes;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.FoldedText;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.append.AppendRule;
import org.deviceonboarding.log.append.NewEvent;
import org.deviceonboarding.log.read.AggregateLog;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The names of devices: which device has or had which name. A name is claimed in the transaction that appends the
 * registration: two devices never share a name, however many registrations run at once.
 *
 * <p>Names are compared in the form of {@link FoldedText}, in which names come in. Those that were taken before may
 * differ from it; of several devices with one form, the first in the log owns it, and the others keep what they have.
 */
@Component
public class DeviceNames implements AppendRule {
    private static final int MOST_WARNINGS = 5;

    private final JdbcClient jdbc;
    private final NameForms forms;
    private final AggregateLog log;

    DeviceNames(JdbcClient jdbc, NameForms forms, AggregateLog log) {
        this.jdbc = jdbc;
        this.forms = forms;
        this.log = log;
    }

    /**
     * A cheap look before slow work; the claim itself decides.
     *
     * @throws Refused if another device holds the name
     */
    public void requireFree(String name) {
        owner(name).ifPresent(holder -> {
            throw taken(name, holder);
        });
    }

    /** Other devices whose names, now or in the past, look like this one; not all, if there are many. */
    public List<NameWarning> lookalikes(String name, DeviceId id) {
        return jdbc.sql("""
                        select name, device_id from device_name
                        where skeleton = :skeleton and device_id <> :id and name <> :name order by name limit :most
                        """)
                .param("skeleton", Lookalikes.skeleton(name))
                .param("id", id.value())
                .param("name", name)
                .param("most", MOST_WARNINGS)
                .query((row, _) ->
                        NameWarning.lookalike(name, new DeviceId(row.getString("device_id")), row.getString("name")))
                .list();
    }

    /** Those of the names that devices hold. */
    public Set<String> taken(Set<String> names) {
        return names.isEmpty()
                ? Set.of()
                : new HashSet<>(jdbc.sql("select distinct folded from device_name where folded = any (array[:names])")
                        .param("names", names)
                        .query(String.class)
                        .list());
    }

    /** A name that a device once had stays its own: in the log, a name means one device for good. */
    @Override
    public void apply(List<NewEvent> events) {
        List<NameClaim> claims = events.stream()
                .map(NewEvent::event)
                .map(NameClaim::of)
                .flatMap(Optional::stream)
                .toList();
        if (!claims.isEmpty() && !insertedTogether(claims)) {
            claims.forEach(claim -> claim(claim.name(), claim.device()));
        }
    }

    /** False if not all are claimed, so that each must be claimed alone. */
    private boolean insertedTogether(List<NameClaim> claims) {
        // The statement does not see its own rows.
        boolean distinct = claims.stream()
                        .map(claim -> FoldedText.of(claim.name()))
                        .distinct()
                        .count()
                == claims.size();
        return distinct && inserted(claims) == claims.size();
    }

    private void claim(String name, DeviceId id) {
        if (inserted(name, id)) {
            return;
        }
        if (forms.fill() > 0 && inserted(name, id)) { // a process of an earlier version claimed names beside us
            return;
        }
        if (!holds(name, id)) {
            throw taken(name, owner(name).orElse(id));
        }
    }

    private boolean inserted(String name, DeviceId id) {
        return inserted(List.of(new NameClaim(name, id))) == 1;
    }

    // Appends take their turn, so the holder, if there is one, has committed; "do nothing" keeps this transaction
    // usable.
    private int inserted(List<NameClaim> claims) {
        return jdbc.sql("""
                        insert into device_name (name, device_id, folded, skeleton)
                        select name, id, folded, skeleton
                        from unnest(:names::text[], :ids::text[], :folded::text[], :skeletons::text[])
                            as claim (name, id, folded, skeleton)
                        where not exists (select from device_name where folded is null)
                          and coalesce((
                              select bool_or(held.device_id = claim.id) from device_name held where held.folded = claim.folded), true)
                        on conflict do nothing
                        """)
                .param("names", texts(claims, NameClaim::name))
                .param("ids", texts(claims, claim -> claim.device().value()))
                .param("folded", texts(claims, claim -> FoldedText.of(claim.name())))
                .param("skeletons", texts(claims, claim -> Lookalikes.skeleton(FoldedText.of(claim.name()))))
                .update();
    }

    private static String[] texts(List<NameClaim> claims, Function<NameClaim, String> column) {
        return claims.stream().map(column).toArray(String[]::new);
    }

    private boolean holds(String name, DeviceId id) {
        return jdbc.sql("select exists (select from device_name where name = :name and device_id = :id)")
                .param("name", name)
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    /** Of several from before, the device that is first in the log. */
    private Optional<DeviceId> owner(String name) {
        List<String> holders = jdbc.sql(
                        "select distinct device_id from device_name where folded = :folded or name = :name")
                .param("folded", FoldedText.of(name))
                .param("name", name)
                .query((row, _) -> row.getString("device_id"))
                .list();
        return (holders.size() < 2 ? holders.stream().findFirst() : first(holders)).map(DeviceId::new);
    }

    private Optional<String> first(List<String> holders) {
        Map<String, Long> beginnings = log.beginnings(holders);
        return holders.stream().min(Comparator.comparing(holder -> beginnings.getOrDefault(holder, Long.MAX_VALUE)));
    }

    private static Refused taken(String name, DeviceId holder) {
        return new Refused(
                RefusalCode.DUPLICATE_NAME,
                "The name '" + name + "' belongs to another device",
                Map.of("device_id", holder.value()));
    }
}
