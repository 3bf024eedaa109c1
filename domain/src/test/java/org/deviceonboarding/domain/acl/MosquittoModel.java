package org.deviceonboarding.domain.acl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How Mosquitto decides by an ACL file, from 2.0.11 ({@code src/security_default.c}) to 2.1.2 ({@code
 * plugins/acl-file}): a user's own rules first, then the patterns, in each denials before grants. A grant of the wrong
 * direction is passed over. What no rule grants is denied.
 *
 * <p>User names are without {@code + # /}, and client ids are the user names.
 */
public final class MosquittoModel {
    public enum Direction {
        PUBLISH,
        DELIVER
    }

    private record Rule(String access, List<String> filter) {
        boolean denies() {
            return access.equals("deny");
        }

        boolean grants(Direction direction) {
            return access.equals("readwrite") || access.equals(direction == Direction.PUBLISH ? "write" : "read");
        }
    }

    private final Map<String, List<Rule>> users = new HashMap<>();
    private final List<Rule> patterns = new ArrayList<>();

    /** @throws IllegalArgumentException for a line at which Mosquitto would turn the whole file away */
    public MosquittoModel(String text) {
        List<Rule> user = new ArrayList<>(); // Of clients without a name; there are none.
        for (String line : text.split("\n", -1)) {
            String[] words = line.split(" ", 3);
            if (line.startsWith("user ")) {
                user = users.computeIfAbsent(line.substring("user ".length()), _ -> new ArrayList<>());
            } else if (line.startsWith("topic ") && words.length == 3) {
                user.add(rule(words));
            } else if (line.startsWith("pattern ") && words.length == 3) {
                patterns.add(rule(words));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                throw new IllegalArgumentException("Mosquitto does not read: " + line);
            }
        }
    }

    public boolean allows(String user, Direction direction, String topic) {
        // acl__check_dollar in src/security.c
        if (direction == Direction.PUBLISH && (topic.startsWith("$SYS") || topic.startsWith("$share"))) {
            return false;
        }
        List<String> levels = levels(topic);
        Predicate<Rule> own = rule -> matches(rule.filter, levels);
        Predicate<Rule> pattern = rule -> matches(named(rule.filter, user), levels);
        List<Rule> block = users.getOrDefault(user, List.of());
        if (block.stream().anyMatch(own.and(Rule::denies))) {
            return false;
        }
        if (block.stream().anyMatch(own.and(rule -> rule.grants(direction)))) {
            return true;
        }
        return patterns.stream().noneMatch(pattern.and(Rule::denies))
                && patterns.stream().anyMatch(pattern.and(rule -> rule.grants(direction)));
    }

    private static Rule rule(String[] words) {
        if (!List.of("read", "write", "readwrite", "deny").contains(words[1])) {
            throw new IllegalArgumentException("Mosquitto knows no access " + words[1]);
        }
        return new Rule(words[1], levels(words[2]));
    }

    private static List<String> levels(String topic) {
        return List.of(topic.split("/", -1));
    }

    private static List<String> named(List<String> filter, String user) {
        return filter.stream().map(level -> level.replace("%u", user)).toList();
    }

    // MQTT 5 section 4.7.1: '#' stands for its parent as well. Section 4.7.2: '$' is for filters that say so.
    private static boolean matches(List<String> filter, List<String> topic) {
        if (filter.getFirst().startsWith("$") != topic.getFirst().startsWith("$")) {
            return false;
        }
        for (int i = 0; i < filter.size(); i++) {
            if (filter.get(i).equals("#")) {
                return true;
            }
            if (i == topic.size()) {
                return false;
            }
            if (!filter.get(i).equals("+") && !filter.get(i).equals(topic.get(i))) {
                return false;
            }
        }
        return filter.size() == topic.size();
    }
}
