/** A drawing, as an address that an `img` takes: the build puts the whole drawing into it. */
declare module '*.svg' {
  const address: string;
  export default address;
}
