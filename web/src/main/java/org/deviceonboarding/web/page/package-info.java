/** What all pages of the web portal share: layout, assets, errors, how things are written. */
@NullMarked
package org.deviceonboarding.web.page;

import org.jspecify.annotations.NullMarked;
