package org.deviceonboarding.access.openapi;

import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** Escapes text for a page. */
final class Html {
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");

    private Html() {}

    static String text(String plain) {
        return HtmlUtils.htmlEscape(plain, "UTF-8");
    }

    static String code(String plain) {
        return "<code>" + text(plain) + "</code>";
    }

    /** Text with code between backquotes. */
    static String words(String plain) {
        return CODE.matcher(text(plain)).replaceAll("<code>$1</code>");
    }
}
