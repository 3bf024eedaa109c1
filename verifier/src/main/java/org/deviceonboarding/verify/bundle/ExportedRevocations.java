package org.deviceonboarding.verify.bundle;

import java.util.List;
import org.deviceonboarding.domain.revocation.Revocation;

/**
 * The revocations and holds at a position, as the server lists them.
 *
 * @param entries the entries by serial number
 */
public record ExportedRevocations(long position, List<Revocation> entries) {}
