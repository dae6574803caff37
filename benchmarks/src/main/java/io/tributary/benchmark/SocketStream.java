package io.tributary.benchmark;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Bytes over one loopback connection, written by one thread and read by another: no broker. */
final class SocketStream {
  private static final int BUFFER_BYTES = 1 << 20;

  private SocketStream() {}

  /** Writes {@code record} so often, and returns when the last byte is read. */
  static double bytesPerSecond(byte[] record, int records)
      throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread writer =
          Thread.ofPlatform().start(() -> write(server.getLocalPort(), record, records));
      try (Socket socket = server.accept()) {
        socket.setReceiveBufferSize(BUFFER_BYTES);
        DataInputStream input = new DataInputStream(socket.getInputStream());
        byte[] target = new byte[record.length];
        long start = System.nanoTime();
        for (int i = 0; i < records; i++) {
          input.readFully(target);
        }
        long nanos = System.nanoTime() - start;
        writer.join();
        return (double) record.length * records * 1e9 / nanos;
      }
    }
  }

  private static void write(int port, byte[] record, int records) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSendBufferSize(BUFFER_BYTES);
      OutputStream output = socket.getOutputStream();
      for (int i = 0; i < records; i++) {
        output.write(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
