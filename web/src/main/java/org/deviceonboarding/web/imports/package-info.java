/** The pages of imports. */
@NullMarked
package org.deviceonboarding.web.imports;

import org.jspecify.annotations.NullMarked;
