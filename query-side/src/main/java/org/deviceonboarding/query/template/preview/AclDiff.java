package org.deviceonboarding.query.template.preview;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;
import org.deviceonboarding.messages.device.DeviceId;
import org.deviceonboarding.messages.topics.AclTemplate;

/**
 * What a new template does to the blocks of some devices in {@code mosquitto.acl}. Blocks are compared one by one, so
 * that the cost rises with the number of devices and not with its square.
 */
final class AclDiff {
    private static final int CONTEXT = 3;

    private final List<String> before = new ArrayList<>();
    private final List<String> after = new ArrayList<>();
    private final Patch<String> patch = new Patch<>();

    private AclDiff() {}

    /** A unified diff, its lines counted as if these devices were all; empty if nothing changes. */
    static String between(List<DeviceId> devices, AclTemplate now, AclTemplate then) {
        AclDiff diff = new AclDiff();
        devices.forEach(device -> diff.add(block(device, now), block(device, then)));
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

    private static List<String> block(DeviceId device, AclTemplate template) {
        List<String> lines = new ArrayList<>();
        if (!template.rules().isEmpty()) { // who has no rules is not in the file
            lines.add("user " + device);
            template.forDevice(device)
                    .forEach(rule -> lines.add("topic " + rule.access().word() + " " + rule.filter()));
            lines.add("");
        }
        return lines;
    }
}
