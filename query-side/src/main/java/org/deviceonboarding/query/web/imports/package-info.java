/** The pages of imports. */
@NullMarked
package org.deviceonboarding.query.web.imports;

import org.jspecify.annotations.NullMarked;
