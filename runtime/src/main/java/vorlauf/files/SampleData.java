package vorlauf.files;

/** Where in a file the samples are and how they are stored: what reading its header gives. */
record SampleData(AudioFileHeader header, SampleCoding coding, long offset) {
    int frameBytes() {
        return header.channels() * coding.bytesPerSample();
    }
}
