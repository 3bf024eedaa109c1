package org.deviceonboarding.portal.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The one Chromium of all tests of pages. It ends with the JVM that runs them. */
final class Chromium {
    private static final Path DOWNLOADS = directory();
    private static final ChromeDriver DRIVER = start();

    private Chromium() {}

    static ChromeDriver driver() {
        return DRIVER;
    }

    /** Where files go that a page hands out. */
    static Path downloads() {
        return DOWNLOADS;
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "downloads-")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChromeDriver start() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(installed("chromium", "google-chrome").toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // the tests may run as root in a container
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-prefers-reduced-motion",
                "--window-size=1280,900");
        options.setAcceptInsecureCerts(true); // of a proxy with a certificate for a test
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.WARNING);
        options.setCapability("goog:loggingPrefs", logs);
        options.setExperimentalOption(
                "prefs",
                Map.of(
                        "profile.default_content_setting_values.clipboard",
                        1,
                        "download.default_directory",
                        DOWNLOADS.toString()));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(installed("chromedriver").toFile())
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        Runtime.getRuntime().addShutdownHook(new Thread(driver::quit));
        return driver;
    }

    private static Path installed(String... names) {
        return Stream.of(names)
                .flatMap(name -> directories().stream().map(directory -> directory.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The pages are tested in Chromium, and there is none: apt-get install chromium"
                                + " chromium-driver"));
    }

    private static List<Path> directories() {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(java.io.File.pathSeparator, -1))
                .map(Path::of)
                .toList();
    }
}
