package org.deviceonboarding.acl.crl;

import java.io.IOException;
import java.util.function.LongFunction;

/** Reads the CRL from the side that signs it, in the same process: nothing goes over HTTP. */
public final class LocalCrlSource implements CrlSource {
    /** Returns the newest CRL as PEM, once it knows the log up to a position. Throws a RuntimeException if there is none in time. */
    @FunctionalInterface
    public interface Signer extends LongFunction<String> {}

    private final Signer signer;
    private final CrlSize size;

    public LocalCrlSource(Signer signer, CrlSize size) {
        this.signer = signer;
        this.size = size;
    }

    @Override
    public String fetch(long minPosition) throws IOException {
        String pem = signed(minPosition);
        size.is(pem.length());
        if (pem.length() > size.most()) {
            throw new IOException("The CRL of this process has " + pem.length() + " bytes, more than " + size.most());
        }
        return pem;
    }

    private String signed(long minPosition) throws IOException {
        try {
            return signer.apply(minPosition);
        } catch (RuntimeException e) {
            throw new IOException("No CRL from this process: " + e.getMessage(), e);
        }
    }
}
