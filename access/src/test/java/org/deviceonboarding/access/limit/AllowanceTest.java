package org.deviceonboarding.access.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LockFreeBucket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An allowance")
class AllowanceTest {
    @Test
    void isUsedUpAndGrowsWithAClockThatNobodySetsBack() {
        Bucket bucket = Allowance.perMinute(2);

        assertThat(bucket.tryConsume(2)).isTrue();
        assertThat(bucket.tryConsume(1)).isFalse();
        assertThat(((LockFreeBucket) bucket).getTimeMeter()).isSameAs(TimeMeter.SYSTEM_NANOTIME);
    }
}
