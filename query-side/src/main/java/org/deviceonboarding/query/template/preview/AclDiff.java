package org.deviceonboarding.query.template.preview;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicRule;

/**
 * Compares two {@code mosquitto.acl} files. It compares block by block, so the cost is linear in the number of devices.
 */
public final class AclDiff {
    private static final int CONTEXT = 3;

    private final List<String> before = new ArrayList<>();
    private final List<String> after = new ArrayList<>();
    private final Patch<String> patch = new Patch<>();

    private AclDiff() {}

    /** The effect of another template on the blocks of some devices. */
    static String between(List<DeviceId> devices, AclTemplate now, AclTemplate then) {
        return between(file(devices, now), file(devices, then));
    }

    private static AclFile file(List<DeviceId> devices, AclTemplate template) {
        SortedMap<DeviceId, List<TopicRule>> blocks = new TreeMap<>();
        if (!template.rules().isEmpty()) { // who has no rules is not in the file
            devices.forEach(device -> blocks.put(device, template.forDevice(device)));
        }
        return new AclFile(0, List.of(), blocks);
    }

    /** A unified diff, with line numbers as if these blocks were the whole file; empty if nothing changes. */
    public static String between(AclFile now, AclFile then) {
        AclDiff diff = new AclDiff();
        diff.add(patterns(now), patterns(then));
        SortedSet<DeviceId> devices = new TreeSet<>(now.blocks().keySet());
        devices.addAll(then.blocks().keySet());
        devices.forEach(device -> diff.add(block(now, device), block(then, device)));
        return UnifiedDiffUtils.generateUnifiedDiff("now", "then", diff.before, diff.patch, CONTEXT).stream()
                .map(line -> line + "\n")
                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                .toString();
    }

    private void add(List<String> now, List<String> then) {
        for (AbstractDelta<String> delta : DiffUtils.diff(now, then).getDeltas()) {
            patch.addDelta(
                    delta.withChunks(moved(delta.getSource(), before.size()), moved(delta.getTarget(), after.size())));
        }
        before.addAll(now);
        after.addAll(then);
    }

    private static Chunk<String> moved(Chunk<String> chunk, int by) {
        return new Chunk<>(chunk.getPosition() + by, chunk.getLines());
    }

    private static List<String> patterns(AclFile file) {
        return file.patterns().stream()
                .map(rule -> "pattern " + rule.access().word() + " "
                        + rule.topic().replace(TemplateRule.PLACEHOLDER, AclFile.USER_NAME))
                .toList();
    }

    private static List<String> block(AclFile file, DeviceId device) {
        List<String> lines = new ArrayList<>();
        List<TopicRule> rules = file.blocks().getOrDefault(device, List.of());
        if (!rules.isEmpty()) {
            lines.add("user " + device);
            rules.forEach(rule -> lines.add("topic " + rule.access().word() + " " + rule.filter()));
            lines.add("");
        }
        return lines;
    }
}
