/** The side that answers auditors: history, views of the past, the ledger, inquiries. */
@NullMarked
package org.deviceonboarding.audit;

import org.jspecify.annotations.NullMarked;
