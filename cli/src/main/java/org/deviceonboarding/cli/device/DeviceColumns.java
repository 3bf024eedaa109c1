package org.deviceonboarding.cli.device;

import java.util.List;
import org.deviceonboarding.cli.output.OutputColumn;

/** The columns of device lists. */
final class DeviceColumns {
    static final List<OutputColumn> LIST = List.of(
            new OutputColumn("id", "/id"),
            new OutputColumn("name", "/name"),
            new OutputColumn("type", "/type"),
            new OutputColumn("status", "/status"),
            new OutputColumn("location", "/location"),
            new OutputColumn("certificate", "/certificate/state"),
            new OutputColumn("expires at", "/certificate/expires_at"));

    static final List<OutputColumn> DEVICE = List.of(
            new OutputColumn("id", "/id"),
            new OutputColumn("name", "/name"),
            new OutputColumn("type", "/type"),
            new OutputColumn("status", "/status"),
            new OutputColumn("location", "/location"),
            new OutputColumn("firmware", "/firmware"),
            new OutputColumn("labels", "/labels"),
            new OutputColumn("registered at", "/registered_at"),
            new OutputColumn("serial", "/certificate/serial"),
            new OutputColumn("fingerprint", "/certificate/fingerprint"),
            new OutputColumn("key", "/certificate/key_algorithm"),
            new OutputColumn("certificate", "/certificate/state"),
            new OutputColumn("issued at", "/certificate/issued_at"),
            new OutputColumn("expires at", "/certificate/expires_at"),
            new OutputColumn("revoked at", "/certificate/revoked_at"),
            new OutputColumn("revocation reason", "/certificate/revocation_reason"),
            new OutputColumn("topics", "/topics"),
            new OutputColumn("withdrawn at broker", "/enforcement"),
            new OutputColumn("etag", "/etag"),
            new OutputColumn("position", "/position"));

    static final List<OutputColumn> EDITED = List.of(
            new OutputColumn("device id", "/device_id"),
            new OutputColumn("name", "/name"),
            new OutputColumn("type", "/type"),
            new OutputColumn("location", "/location"),
            new OutputColumn("firmware", "/firmware"),
            new OutputColumn("labels", "/labels"),
            new OutputColumn("position", "/position"));

    static final List<OutputColumn> ISSUED = List.of(
            new OutputColumn("device id", "/device_id"),
            new OutputColumn("certificate serial", "/certificate_serial"),
            new OutputColumn("certificate expires at", "/certificate_expires_at"),
            new OutputColumn("credentials link", "/credentials_link"),
            new OutputColumn("credentials password", "/credentials_password"),
            new OutputColumn("credentials expire at", "/credentials_expires_at"),
            new OutputColumn("credentials in", "/credentials_dir"),
            new OutputColumn("position", "/position"));

    static final List<OutputColumn> DONE = List.of(
            new OutputColumn("device id", "/device_id"),
            new OutputColumn("status", "/status"),
            new OutputColumn("approval id", "/approval_id"),
            new OutputColumn("expires at", "/expires_at"),
            new OutputColumn("position", "/position"));

    static final List<OutputColumn> EVENTS = List.of(
            new OutputColumn("position", "/position"),
            new OutputColumn("time", "/time"),
            new OutputColumn("type", "/type"),
            new OutputColumn("actor", "/actor"),
            new OutputColumn("address", "/address"));

    private DeviceColumns() {}
}
