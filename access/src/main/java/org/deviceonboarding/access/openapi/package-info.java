/** The HTTP interface described: OpenAPI 3.1 made from the controllers, and a page to read it on. */
@NullMarked
package org.deviceonboarding.access.openapi;

import org.jspecify.annotations.NullMarked;
