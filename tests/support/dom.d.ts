/** Node's fetch takes `duplex` for streamed bodies; the browser's types, which tests load too, do not know it yet. */
interface RequestInit {
  duplex?: "half";
}
