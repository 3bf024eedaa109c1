/** The CRL as a broker takes it: fetched over HTTP, and checked before it goes into force. */
@NullMarked
package org.deviceonboarding.acl.crl;

import org.jspecify.annotations.NullMarked;
