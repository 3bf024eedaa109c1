/** Issues certificates and seals bundles; all slow work of a registration happens here. */
@NullMarked
package org.deviceonboarding.command.issuing;

import org.jspecify.annotations.NullMarked;
