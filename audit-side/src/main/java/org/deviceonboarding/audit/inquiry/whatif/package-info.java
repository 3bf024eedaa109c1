/** What-if inquiries: the effects of a proposed template or policy. They change nothing. */
@NullMarked
package org.deviceonboarding.audit.inquiry.whatif;

import org.jspecify.annotations.NullMarked;
