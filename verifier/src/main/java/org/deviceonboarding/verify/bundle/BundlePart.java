package org.deviceonboarding.verify.bundle;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parts of an audit bundle, in the order in which they are written. */
public enum BundlePart {
    MANIFEST("manifest.json", Shape.SMALL),
    CHECKPOINTS("checkpoints.ndjson", Shape.LINES),
    PROOFS("proofs.ndjson", Shape.LINES),
    CA_CHAIN("ca/chain.pem", Shape.SMALL),
    CRLS("crls.ndjson", Shape.LINES),
    EVENTS("events.ndjson", Shape.LINES),
    DEVICES("state/devices.ndjson", Shape.LINES),
    REVOCATIONS("state/crl.json", Shape.FLEET),
    ACL_EXPLICIT("state/acl-explicit.acl", Shape.FLEET),
    ACL_PATTERN("state/acl-pattern.acl", Shape.FLEET);

    private static final Pattern CRL = Pattern.compile("crls/(0|[1-9][0-9]{0,47})\\.crl");

    /** How a part is read into memory. */
    private enum Shape {
        SMALL(1L << 20),
        /** As a whole; the size is in proportion to the fleet. */
        FLEET(1L << 30),
        /** Line by line, without a limit. */
        LINES(Long.MAX_VALUE);

        final long most;

        Shape(long most) {
            this.most = most;
        }
    }

    private final String path;
    private final Shape shape;

    BundlePart(String path, Shape shape) {
        this.path = path;
        this.shape = shape;
    }

    /** The part's name in the ZIP file. */
    public String path() {
        return path;
    }

    long most() {
        return shape.most;
    }

    /** The name in the ZIP file of a CRL in DER form. */
    public static String crl(BigInteger number) {
        return "crls/" + number + ".crl";
    }

    static boolean isCrl(String path) {
        return CRL.matcher(path).matches();
    }

    static Optional<BundlePart> named(String path) {
        return Arrays.stream(values()).filter(part -> part.path.equals(path)).findFirst();
    }
}
