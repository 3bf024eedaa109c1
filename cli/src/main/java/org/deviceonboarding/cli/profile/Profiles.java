package org.deviceonboarding.cli.profile;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All stored profiles.
 *
 * @param current the name of the profile in use, null if there is none
 */
public record Profiles(@Nullable String current, NavigableMap<String, Profile> byName) {
    public static final String DEFAULT = "default";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public Profiles {
        byName = Collections.unmodifiableNavigableMap(new TreeMap<>(byName));
    }

    public static Profiles none() {
        return new Profiles(null, new TreeMap<>());
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    public Optional<Profile> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Adds or replaces a profile, which is in use from now on. */
    public Profiles with(String name, Profile profile) {
        NavigableMap<String, Profile> more = new TreeMap<>(byName);
        more.put(name, profile);
        return new Profiles(name, more);
    }

    public Profiles without(String name) {
        NavigableMap<String, Profile> fewer = new TreeMap<>(byName);
        fewer.remove(name);
        return new Profiles(name.equals(current) ? null : current, fewer);
    }

    public Profiles using(String name) {
        return new Profiles(name, byName);
    }

    /** All profiles with their names, sorted by name. */
    public Iterable<Map.Entry<String, Profile>> all() {
        return byName.entrySet();
    }
}
