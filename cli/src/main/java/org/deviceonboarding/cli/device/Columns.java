package org.deviceonboarding.cli.device;

import java.util.List;
import org.deviceonboarding.cli.output.Column;

/** What is shown of devices. */
final class Columns {
    static final List<Column> LIST = List.of(
            new Column("id", "/id"),
            new Column("name", "/name"),
            new Column("type", "/type"),
            new Column("status", "/status"),
            new Column("location", "/location"),
            new Column("certificate", "/certificate/state"),
            new Column("expires at", "/certificate/expires_at"));

    static final List<Column> DEVICE = List.of(
            new Column("id", "/id"),
            new Column("name", "/name"),
            new Column("type", "/type"),
            new Column("status", "/status"),
            new Column("location", "/location"),
            new Column("firmware", "/firmware"),
            new Column("labels", "/labels"),
            new Column("registered at", "/registered_at"),
            new Column("serial", "/certificate/serial"),
            new Column("fingerprint", "/certificate/fingerprint"),
            new Column("key", "/certificate/key_algorithm"),
            new Column("certificate", "/certificate/state"),
            new Column("issued at", "/certificate/issued_at"),
            new Column("expires at", "/certificate/expires_at"),
            new Column("revoked at", "/certificate/revoked_at"),
            new Column("revocation reason", "/certificate/revocation_reason"),
            new Column("topics", "/topics"),
            new Column("withdrawn at broker", "/enforcement"),
            new Column("etag", "/etag"),
            new Column("position", "/position"));

    static final List<Column> EDITED = List.of(
            new Column("device id", "/device_id"),
            new Column("name", "/name"),
            new Column("type", "/type"),
            new Column("location", "/location"),
            new Column("firmware", "/firmware"),
            new Column("labels", "/labels"),
            new Column("position", "/position"));

    static final List<Column> ISSUED = List.of(
            new Column("device id", "/device_id"),
            new Column("certificate serial", "/certificate_serial"),
            new Column("certificate expires at", "/certificate_expires_at"),
            new Column("credentials link", "/credentials_link"),
            new Column("credentials password", "/credentials_password"),
            new Column("credentials expire at", "/credentials_expires_at"),
            new Column("credentials in", "/credentials_dir"),
            new Column("position", "/position"));

    static final List<Column> DONE = List.of(
            new Column("device id", "/device_id"),
            new Column("status", "/status"),
            new Column("approval id", "/approval_id"),
            new Column("expires at", "/expires_at"),
            new Column("position", "/position"));

    static final List<Column> EVENTS = List.of(
            new Column("position", "/position"),
            new Column("time", "/time"),
            new Column("type", "/type"),
            new Column("actor", "/actor"),
            new Column("address", "/address"));

    private Columns() {}
}
