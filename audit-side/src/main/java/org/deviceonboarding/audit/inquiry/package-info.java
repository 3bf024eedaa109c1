/** What all inquiries have in common: a fixed position, the histories of devices up to there, lists by the page. */
@NullMarked
package org.deviceonboarding.audit.inquiry;

import org.jspecify.annotations.NullMarked;
