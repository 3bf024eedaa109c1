package org.deviceonboarding.acl.proof;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;

/**
 * Still hears what the other side said before it closed the line, if that shows while we write. A TLS server that turns a
 * certificate away does so as soon as it has read it, in the middle of our flight (RFC 8446 section 4.4), and Java would
 * give up over the closed line without reading the alert.
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
