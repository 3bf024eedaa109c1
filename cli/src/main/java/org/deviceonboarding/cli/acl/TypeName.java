package org.deviceonboarding.cli.acl;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Encodes a device type for a path. */
final class TypeName {
    private TypeName() {}

    static String inPath(String type) {
        return URLEncoder.encode(type, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
