package org.deviceonboarding.acl.mosquitto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Sends SIGHUP to the Mosquitto whose process id a file holds. */
record PidFileReload(Path pidFile) implements BrokerReload {
    private static final Pattern PID = Pattern.compile("[1-9][0-9]{0,9}");

    @Override
    public boolean reload() throws IOException, InterruptedException {
        String text = Files.readString(pidFile).strip();
        if (!PID.matcher(text).matches()) {
            throw new IOException("No process id in " + pidFile);
        }
        long pid = Long.parseLong(text);
        // The signal ends most other programs, and a stale file may name any of them.
        if (!ProcessHandle.of(pid).map(MosquittoProgram::mayBe).orElse(false)) {
            throw new IOException("Process " + pid + " of " + pidFile + " is no mosquitto");
        }
        ReloadSignal.to(pid);
        return true;
    }
}
