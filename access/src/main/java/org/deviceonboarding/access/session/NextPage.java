package org.deviceonboarding.access.session;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page to go to after signing in: always one of the portal's, whatever a link asks for. */
public final class NextPage {
    static final String HOME = "/ui/fleet";

    // One slash and then neither another nor a backslash, which browsers take for one: //evil.example, /\evil.example.
    private static final Pattern OURS = Pattern.compile("/(ui(/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,1000})?)?");

    private NextPage() {}

    public static String of(@Nullable String wish) {
        return wish != null && OURS.matcher(wish).matches() ? wish : HOME;
    }
}
