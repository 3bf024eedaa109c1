package org.deviceonboarding.testkit.device;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import net.lingala.zip4j.io.inputstream.ZipInputStream;
import net.lingala.zip4j.model.LocalFileHeader;
import org.deviceonboarding.testkit.http.Answer;
import org.deviceonboarding.testkit.http.Caller;

/** A device's credentials, unpacked: names and texts. */
public record CredentialsZip(Map<String, String> files) {
    public static CredentialsZip fetch(Caller caller, Answer registered) throws IOException {
        return open(caller.post(path(registered)).is(200).body(), registered.field("credentials_password"));
    }

    public static CredentialsZip open(byte[] zipped, String password) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zipped), password.toCharArray())) {
            for (LocalFileHeader file = zip.getNextEntry(); file != null; file = zip.getNextEntry()) {
                files.put(file.getFileName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return new CredentialsZip(files);
    }

    /** Where the link of a registration leads on the server under test. */
    public static String path(Answer registered) {
        return URI.create(registered.field("credentials_link")).getPath();
    }
}
