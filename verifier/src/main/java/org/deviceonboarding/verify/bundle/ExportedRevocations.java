package org.deviceonboarding.verify.bundle;

import java.util.List;
import org.deviceonboarding.domain.revocation.Revocation;

/**
 * What was void or on hold at a position, as the server says.
 *
 * @param entries by serial number
 */
public record ExportedRevocations(long position, List<Revocation> entries) {}
