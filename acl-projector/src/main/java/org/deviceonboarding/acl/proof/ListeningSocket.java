package org.deviceonboarding.acl.proof;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;

/**
 * A socket that still reads what the other side wrote before it closed the connection, even if the closing shows while
 * this side writes. A TLS server that refuses a certificate closes as soon as it has read it (RFC 8446 section 4.4),
 * and Java would give up without reading the alert.
 */
final class ListeningSocket extends Socket {
    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    out.write(bytes, offset, length);
                } catch (SocketException e) {
                    if (isClosed()) {
                        throw e;
                    }
                    // Whoever reads next learns of it, after all that came before.
                }
            }
        };
    }
}
