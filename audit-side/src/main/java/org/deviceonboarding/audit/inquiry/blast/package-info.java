/** The blast radius of a compromise: what a stolen key or address did. */
@NullMarked
package org.deviceonboarding.audit.inquiry.blast;

import org.jspecify.annotations.NullMarked;
