/** The pages of the web portal, in a browser, as people use them. */
@NullMarked
package org.deviceonboarding.portal.pages;

import org.jspecify.annotations.NullMarked;
