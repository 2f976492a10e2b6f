/** Only where both are one type: `same<A, B>()` compiles, and otherwise wants an argument that nobody has. */
export declare function same<A, B>(
  ...different: (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? [] : [never]
): void;
