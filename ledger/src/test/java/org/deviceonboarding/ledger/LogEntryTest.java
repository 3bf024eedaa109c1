package org.deviceonboarding.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class LogEntryTest {
    private static final int TEXTS = 8;

    /** A leaf once in a checkpoint is there for good, so this is a contract. */
    @Example
    void hasTheseBytes() {
        LogEntry entry = new LogEntry(4711, "e", "agg", 2, null, "Typ", "", "t\u00e9", "{}", "{\"a\":1}");

        assertThat(HexFormat.of().formatHex(entry.bytes()))
                .isEqualTo("01" + "0000000000001267" + "0000000000000002"
                        + "00000001" + "65"
                        + "00000003" + "616767"
                        + "ffffffff"
                        + "00000003" + "547970"
                        + "00000000"
                        + "00000003" + "74c3a9"
                        + "00000002" + "7b7d"
                        + "00000007" + "7b2261223a317d");
        assertThat(entry.leaf()).isEqualTo(Hash.ofLeaf(entry.bytes()));
    }

    /** There is a way back, so no two entries have the same bytes. */
    @Property(tries = 500)
    void canBeReadBack(@ForAll("entries") LogEntry entry) {
        assertThat(read(entry.bytes())).isEqualTo(entry);
    }

    @Property(tries = 500)
    void changesWithEachField(@ForAll("entries") LogEntry entry, @ForAll("entries") LogEntry other) {
        List<LogEntry> changed = new ArrayList<>();
        changed.add(of(other.position(), entry.sequence(), texts(entry)));
        changed.add(of(entry.position(), other.sequence(), texts(entry)));
        for (int i = 0; i < TEXTS; i++) {
            List<@Nullable String> texts = texts(entry);
            texts.set(i, texts(other).get(i));
            changed.add(of(entry.position(), entry.sequence(), texts));
        }

        for (LogEntry candidate : changed) {
            assertThat(candidate.leaf().equals(entry.leaf())).isEqualTo(candidate.equals(entry));
        }
    }

    @Property(tries = 500)
    void changesWhenACharacterMovesToTheNextField(
            @ForAll("entries") LogEntry entry, @ForAll @IntRange(max = TEXTS - 2) int field) {
        List<@Nullable String> texts = texts(entry);
        @Nullable String from = texts.get(field);
        @Nullable String to = texts.get(field + 1);
        Assume.that(from != null && !from.isEmpty());
        int cut = present(from).offsetByCodePoints(present(from).length(), -1);
        texts.set(field, present(from).substring(0, cut));
        texts.set(field + 1, present(from).substring(cut) + Objects.requireNonNullElse(to, ""));

        assertThat(of(entry.position(), entry.sequence(), texts).bytes()).isNotEqualTo(entry.bytes());
    }

    @Example
    void refusesHalfACharacter() {
        LogEntry entry = new LogEntry(1, "e", "a", 0, null, "T", null, "t", "\ud83d", "{}");

        assertThatIllegalArgumentException().isThrownBy(entry::bytes);
    }

    @Provide
    Arbitrary<LogEntry> entries() {
        Arbitrary<String> text = Arbitraries.of("a", "0", "\u0000", "\u00e9", "\u20ac", "\ud83d\ude00", "\n", "\u00ff")
                .list()
                .ofMaxSize(4)
                .map(parts -> String.join("", parts));
        Arbitrary<@Nullable String> optional = text.injectNull(0.3);
        return Combinators.combine(
                        Arbitraries.longs(), Arbitraries.longs(), text.list().ofSize(TEXTS), optional, optional)
                .as((position, sequence, texts, aggregateType, revision) -> {
                    List<@Nullable String> all = new ArrayList<>(texts);
                    all.set(2, aggregateType);
                    all.set(4, revision);
                    return of(position, sequence, all);
                });
    }

    private static List<@Nullable String> texts(LogEntry entry) {
        List<@Nullable String> texts = new ArrayList<>();
        texts.add(entry.eventId());
        texts.add(entry.aggregateId());
        texts.add(entry.aggregateType());
        texts.add(entry.type());
        texts.add(entry.revision());
        texts.add(entry.time());
        texts.add(entry.payload());
        texts.add(entry.metadata());
        return texts;
    }

    private static LogEntry of(long position, long sequence, List<@Nullable String> texts) {
        return new LogEntry(
                position,
                present(texts.get(0)),
                present(texts.get(1)),
                sequence,
                texts.get(2),
                present(texts.get(3)),
                texts.get(4),
                present(texts.get(5)),
                present(texts.get(6)),
                present(texts.get(7)));
    }

    private static String present(@Nullable String text) {
        if (text == null) {
            throw new AssertionError("This one is always there");
        }
        return text;
    }

    private static LogEntry read(byte[] bytes) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        assertThat(left.get()).isEqualTo((byte) 1);
        long position = left.getLong();
        long sequence = left.getLong();
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            int length = left.getInt();
            if (length < 0) {
                texts.add(null);
            } else {
                byte[] text = new byte[length];
                left.get(text);
                texts.add(new String(text, UTF_8));
            }
        }
        assertThat(left.hasRemaining()).isFalse();
        return of(position, sequence, texts);
    }
}
