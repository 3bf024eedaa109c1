package org.deviceonboarding.cli.profile;

import java.net.URI;
import java.nio.file.Path;
import org.deviceonboarding.cli.http.BearerKey;
import org.jspecify.annotations.Nullable;

/**
 * A portal's address and the key for it.
 *
 * @param caFile the CAs to trust, null for the CAs that Java trusts
 * @param insecureHttp whether the key may be sent without TLS
 */
public record Profile(URI url, BearerKey key, @Nullable Path caFile, boolean insecureHttp) {}
