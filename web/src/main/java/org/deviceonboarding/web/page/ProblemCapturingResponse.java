package org.deviceonboarding.web.page;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** A response that captures a problem document, and passes everything else through. */
class ProblemCapturingResponse extends HttpServletResponseWrapper {
    private @Nullable ByteArrayOutputStream held;

    ProblemCapturingResponse(HttpServletResponse response) {
        super(response);
    }

    /** The captured problem document; empty if the answer is none. */
    Optional<byte[]> problem() {
        return Optional.ofNullable(held).map(ByteArrayOutputStream::toByteArray);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return isProblem() ? new Holder(hold()) : super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        return isProblem()
                ? new PrintWriter(new OutputStreamWriter(hold(), StandardCharsets.UTF_8), true)
                : super.getWriter();
    }

    @Override
    public void flushBuffer() throws IOException {
        if (held == null) {
            super.flushBuffer();
        }
    }

    @Override
    public void setContentLengthLong(long length) {
        if (!isProblem()) {
            super.setContentLengthLong(length);
        }
    }

    private boolean isProblem() {
        String type = getContentType();
        return type != null && type.startsWith(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    }

    private ByteArrayOutputStream hold() {
        if (held == null) {
            held = new ByteArrayOutputStream();
        }
        return held;
    }

    private static final class Holder extends ServletOutputStream {
        private final ByteArrayOutputStream held;

        Holder(ByteArrayOutputStream held) {
            this.held = held;
        }

        @Override
        public void write(int octet) {
            held.write(octet);
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            held.write(octets, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("Problem documents are written at once");
        }
    }
}
