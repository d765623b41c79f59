package vorlauf.broken.render;

final class Sleeps {
    private Sleeps() {}

    static void aMoment() throws InterruptedException {
        Thread.sleep(1);
    }
}
