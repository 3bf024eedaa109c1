/** The folds of inquiries: what a suspect touched, and what another policy would have done. */
@NullMarked
package org.deviceonboarding.audit.inquiry.fold;

import org.jspecify.annotations.NullMarked;
