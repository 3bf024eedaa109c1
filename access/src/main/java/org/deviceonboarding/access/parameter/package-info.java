/** Query parameters: bound to records, checked, and refused all at once. */
@NullMarked
package org.deviceonboarding.access.parameter;

import org.jspecify.annotations.NullMarked;
