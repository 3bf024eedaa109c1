/** The common parts of all inquiries: a fixed position, the histories of devices up to it, and pages. */
@NullMarked
package org.deviceonboarding.audit.inquiry;

import org.jspecify.annotations.NullMarked;
