/** {@code onboard acl}: shows and defines which topics devices may use. */
@NullMarked
package org.deviceonboarding.cli.acl;

import org.jspecify.annotations.NullMarked;
