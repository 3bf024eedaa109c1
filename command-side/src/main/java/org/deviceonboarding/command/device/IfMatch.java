package org.deviceonboarding.command.device;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The condition of an {@code If-Match} header (RFC 9110 section 13.1.1): the versions of a device that a change may
 * build on. A version is the position of the device's newest event, what {@code GET /device/{id}} tells in its {@code
 * ETag} first. What may follow there speaks of brokers and templates, which no change of the device can overwrite.
 *
 * @param any whether every version is as good as another
 */
public record IfMatch(boolean any, Set<Long> versions) {
    private static final int LONGEST = 4_096;
    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E]*)\"");
    private static final Pattern VERSION = Pattern.compile("([1-9][0-9]{0,17})(-[0-9a-f]+)?");
    private static final Pattern SEPARATOR = Pattern.compile("[ \\t]*,[ \\t,]*");

    public IfMatch {
        versions = Set.copyOf(versions);
    }

    /**
     * Reads the header. Tags that are not ours, and weak ones, which no change may build upon, match nothing.
     *
     * @throws IllegalArgumentException if it is no list of entity tags
     */
    public static IfMatch valueOf(String header) {
        String text = header.strip();
        if (text.equals("*")) {
            return new IfMatch(true, Set.of());
        }
        Set<Long> versions = new HashSet<>();
        for (String tag : tags(text)) {
            Matcher version = VERSION.matcher(tag);
            if (version.matches()) {
                versions.add(Long.valueOf(version.group(1)));
            }
        }
        return new IfMatch(false, versions);
    }

    /** The strong ones. */
    private static List<String> tags(String text) {
        List<String> strong = new ArrayList<>();
        Matcher tag = TAG.matcher(text);
        Matcher separator = SEPARATOR.matcher(text);
        int at = 0;
        while (text.length() <= LONGEST && tag.region(at, text.length()).lookingAt()) {
            if (tag.group(1) == null) {
                strong.add(tag.group(2));
            }
            at = tag.end();
            if (at == text.length()) {
                return strong;
            }
            if (!separator.region(at, text.length()).lookingAt()) {
                break;
            }
            at = separator.end();
        }
        throw new IllegalArgumentException("If-Match is * or a list of entity tags");
    }

    /** The entity tag of a device's version, as far as its own events are concerned. */
    public static String tag(long position) {
        return "\"" + position + "\"";
    }

    boolean covers(long version) {
        return any || versions.contains(version);
    }
}
