/** Questions an auditor asks of a history: what did a suspect touch, and what would another policy have done. */
@NullMarked
package org.deviceonboarding.audit.inquiry.fold;

import org.jspecify.annotations.NullMarked;
