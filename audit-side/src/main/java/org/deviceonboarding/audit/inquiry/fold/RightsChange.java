package org.deviceonboarding.audit.inquiry.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.deviceonboarding.domain.topics.AclTemplate;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;

/**
 * The topics that the devices of a type gain and lose with another template. A grant that another grant contains is not listed. A
 * grant that only two others together contain is listed: one topic too many is better than one too few.
 *
 * @param gained the new grants, in file order
 * @param lost the grants that end
 * @param denied the new denials, which override grants
 * @param undenied the denials that end
 */
public record RightsChange(
        List<TemplateRule> gained, List<TemplateRule> lost, List<String> denied, List<String> undenied) {
    private static final String REST = "#";
    private static final String ANY = "+";

    public static RightsChange between(AclTemplate now, AclTemplate then) {
        return new RightsChange(
                grants(then, now),
                grants(now, then),
                beyond(denials(then), denials(now)),
                beyond(denials(now), denials(then)));
    }

    public boolean none() {
        return gained.isEmpty() && lost.isEmpty() && denied.isEmpty() && undenied.isEmpty();
    }

    /** The grants of one template that the other lacks. */
    private static List<TemplateRule> grants(AclTemplate of, AclTemplate other) {
        List<String> read = effective(of, TopicAccess.READ, other);
        List<String> write = effective(of, TopicAccess.WRITE, other);
        List<TemplateRule> grants = new ArrayList<>();
        Stream.of(read, write).flatMap(List::stream).distinct().forEach(topic -> {
            boolean reads = read.contains(topic);
            TopicAccess access =
                    reads ? write.contains(topic) ? TopicAccess.READWRITE : TopicAccess.READ : TopicAccess.WRITE;
            grants.add(new TemplateRule(access, topic));
        });
        return List.copyOf(grants);
    }

    private static List<String> effective(AclTemplate of, TopicAccess way, AclTemplate other) {
        List<String> denied = denials(of);
        return beyond(granted(of, way), granted(other, way)).stream()
                .filter(Predicate.not(topic -> covered(topic, denied)))
                .toList();
    }

    private static List<String> granted(AclTemplate template, TopicAccess way) {
        return topics(template, access -> access == way || access == TopicAccess.READWRITE);
    }

    private static List<String> denials(AclTemplate template) {
        return topics(template, access -> access == TopicAccess.DENY);
    }

    private static List<String> topics(AclTemplate template, Predicate<TopicAccess> wanted) {
        return template.rules().stream()
                .filter(rule -> wanted.test(rule.access()))
                .map(TemplateRule::topic)
                .distinct()
                .toList();
    }

    private static List<String> beyond(List<String> some, List<String> others) {
        return some.stream().filter(topic -> !covered(topic, others)).toList();
    }

    private static boolean covered(String topic, List<String> by) {
        return by.stream().anyMatch(wide -> covers(wide, topic));
    }

    /** Whether every topic that the narrow filter matches is matched by the wide one (MQTT 5 section 4.7.1). */
    static boolean covers(String wide, String narrow) {
        String[] levels = wide.split("/", -1);
        String[] inner = narrow.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            if (levels[i].equals(REST)) {
                return true; // with the level above it
            }
            if (i >= inner.length || inner[i].equals(REST)) {
                return false;
            }
            if (!levels[i].equals(ANY) && !levels[i].equals(inner[i])) {
                return false;
            }
        }
        return inner.length == levels.length;
    }
}
