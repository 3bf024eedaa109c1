/** The common parts of all pages: frame, assets, errors, formats. */
@NullMarked
package org.deviceonboarding.web.page;

import org.jspecify.annotations.NullMarked;
