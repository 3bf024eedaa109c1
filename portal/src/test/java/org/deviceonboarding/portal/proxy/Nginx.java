package org.deviceonboarding.portal.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deviceonboarding.testkit.Checkout;
import org.deviceonboarding.testkit.pki.PrivateCa;
import org.deviceonboarding.testkit.process.Deadline;
import org.deviceonboarding.testkit.process.TestTool;

/** An nginx with the settings of {@code deploy/proxy/nginx.conf}, on ports of its own. */
record Nginx(Process process) implements AutoCloseable {
    /** From where it connects to the portal, so that the portal can tell it from callers. */
    static final String ADDRESS = "127.0.0.2";

    static Nginx before(int portal, int https, int http, PrivateCa ca) throws Exception {
        Path folder = TestTool.workDirectory("nginx");
        String site = Files.readString(Checkout.file("deploy/proxy/nginx.conf"))
                .replaceAll("(?m)^ *listen \\[.*\n", "")
                .replace("listen 80;", "listen 127.0.0.1:" + http + ";")
                .replace("listen 443 ", "listen 127.0.0.1:" + https + " ")
                .replace("https://example.com$request_uri", "https://localhost:" + https + "$request_uri")
                .replace("example.com;", "localhost;")
                .replace(
                        "/etc/ssl/example.com.crt",
                        ca.folder().resolve("server.crt").toAbsolutePath().toString())
                .replace(
                        "/etc/ssl/private/example.com.key",
                        ca.folder().resolve("server.key").toAbsolutePath().toString())
                .replace("http://127.0.0.1:5000;", "http://127.0.0.1:%d; proxy_bind %s;".formatted(portal, ADDRESS));
        Path settings = Files.writeString(folder.resolve("nginx.conf"), """
            daemon off;
            pid %1$s/pid;
            error_log stderr;
            events {}
            http {
                access_log off;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
            %2$s
            }
            """.formatted(folder, site));
        Process process = TestTool.start(
                folder,
                folder.resolve("log"),
                List.of(TestTool.find("nginx"), "-p", folder.toString(), "-c", settings.toString()));
        Deadline deadline = new Deadline("nginx, see " + folder);
        while (!answers(https)) {
            deadline.pause();
        }
        return new Nginx(process);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
