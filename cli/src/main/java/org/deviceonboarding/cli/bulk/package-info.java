/** Many devices at once: imports, and changes by filter. */
@NullMarked
package org.deviceonboarding.cli.bulk;

import org.jspecify.annotations.NullMarked;
