package org.deviceonboarding.domain.acl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.topics.TemplateRule;
import org.deviceonboarding.domain.topics.TopicAccess;
import org.deviceonboarding.domain.topics.TopicRule;

/** Reads the strict subset of Mosquitto's ACL grammar that {@link AclFile} writes, line by line. */
final class AclParser {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,18}");

    private final String text;
    private int offset;
    private int line;

    AclParser(String text) {
        this.text = text;
    }

    AclFile file() throws DamagedAclFile {
        if (!(next() + "\n").equals(AclFile.TITLE)) {
            throw damaged("not a file of ours");
        }
        long position = number(after("# position ", next()));
        long devices = number(after("# devices ", next()));
        String sha256 = after("# sha256 ", next());
        int checksumLine = line;
        int bodyStart = offset;

        requireProjector(position);
        List<TemplateRule> patterns = new ArrayList<>();
        TreeMap<DeviceId, List<TopicRule>> blocks = new TreeMap<>();
        int bodyEnd = offset;
        String current = next();
        while (current.startsWith("pattern ")) {
            patterns.add(pattern(current));
            bodyEnd = offset;
            current = next();
        }
        while (current.isEmpty()) {
            DeviceId id = user(next());
            if (!blocks.isEmpty() && blocks.lastKey().compareTo(id) >= 0) {
                throw damaged("user twice or out of order");
            }
            List<TopicRule> rules = new ArrayList<>();
            bodyEnd = offset;
            current = next();
            while (current.startsWith("topic ")) {
                rules.add(rule(current));
                bodyEnd = offset;
                current = next();
            }
            if (rules.isEmpty()) {
                throw damaged("user without a topic");
            }
            blocks.put(id, rules);
        }

        if (!current.equals("# end " + position + " " + blocks.size())) {
            throw damaged("neither a rule of ours nor the end of this file");
        }
        if (offset != text.length()) {
            throw damaged("text after the end");
        }
        if (devices != blocks.size()) {
            throw damaged("the header counts " + devices + " devices, the file has " + blocks.size());
        }
        if (!Sha256.of(text.substring(bodyStart, bodyEnd).getBytes(UTF_8)).hex().equals(sha256)) {
            throw new DamagedAclFile(checksumLine, "the checksum is not that of the body");
        }
        return new AclFile(position, patterns, blocks);
    }

    private String next() throws DamagedAclFile {
        line++;
        int end = text.indexOf('\n', offset);
        if (end < 0) {
            throw damaged("the file ends within this line");
        }
        String content = text.substring(offset, end);
        offset = end + 1;
        return content;
    }

    private String after(String prefix, String content) throws DamagedAclFile {
        if (!content.startsWith(prefix)) {
            throw damaged("expected '" + prefix.strip() + "'");
        }
        return content.substring(prefix.length());
    }

    private long number(String digits) throws DamagedAclFile {
        if (NUMBER.matcher(digits).matches()) {
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException e) {
                throw damaged("the number is too large");
            }
        }
        throw damaged("not a number");
    }

    private DeviceId user(String content) throws DamagedAclFile {
        String name = after("user ", content);
        try {
            return new DeviceId(name);
        } catch (IllegalArgumentException e) {
            throw damaged("the user is not a device id");
        }
    }

    private void requireProjector(long position) throws DamagedAclFile {
        if (!next().isEmpty()
                || !next().equals("user " + AclFile.PROJECTOR)
                || !next().equals("topic write " + AclFile.generationTopic(position))) {
            throw damaged("not the projector's block");
        }
    }

    private TemplateRule pattern(String content) throws DamagedAclFile {
        String[] words = words(content);
        TopicAccess access = access(words[1]);
        if (words[2].contains(TemplateRule.PLACEHOLDER)) {
            throw damaged("a placeholder is not written as a pattern");
        }
        try {
            return new TemplateRule(access, words[2].replace(AclFile.USER_NAME, TemplateRule.PLACEHOLDER));
        } catch (IllegalArgumentException e) {
            throw damaged("not a pattern of ours");
        }
    }

    private String[] words(String content) throws DamagedAclFile {
        String[] words = content.split(" ", -1);
        if (words.length != 3) {
            throw damaged("a rule has an access word and a filter");
        }
        return words;
    }

    private TopicRule rule(String content) throws DamagedAclFile {
        String[] words = words(content);
        TopicAccess access = access(words[1]);
        try {
            return new TopicRule(access, words[2]);
        } catch (IllegalArgumentException e) {
            throw damaged("not a topic filter of ours");
        }
    }

    private TopicAccess access(String word) throws DamagedAclFile {
        for (TopicAccess access : TopicAccess.values()) {
            if (access.word().equals(word)) {
                return access;
            }
        }
        throw damaged("unknown access word");
    }

    private DamagedAclFile damaged(String reason) {
        return new DamagedAclFile(line, reason);
    }
}
