// A dialog of the widget needs the whole window. While one is open the frame lies over the page, in the top layer and
// without being moved, which would load it anew; the page below keeps the frame's place.

const COVER = { position: "fixed", inset: "0", width: "100%", height: "100%" };
const IN_PLACE = { position: "absolute", inset: "0", width: "100%", height: "100%" };
const BARE = { display: "block", margin: "0", padding: "0", border: "0", background: "transparent", maxWidth: "none" };

/** Styles a frame in its place; `tell` hears where on the page that place is while the frame lies over it. */
export function stage(place, frame, tell) {
  const dress = (styles) => Object.assign(frame.style, styles);
  const where = () => {
    const { left, top, width } = place.getBoundingClientRect();
    tell({ x: left, y: top, width });
  };
  const follow = (change) => {
    for (const event of ["scroll", "resize"]) window[change](event, where, { capture: true, passive: true });
  };
  dress({ ...IN_PLACE, ...BARE });
  return (open) => {
    if (!frame.showPopover || open === frame.hasAttribute("popover")) return;
    if (open) {
      frame.popover = "manual";
      dress(COVER);
      frame.showPopover();
      where();
      follow("addEventListener");
    } else {
      follow("removeEventListener");
      frame.hidePopover();
      frame.removeAttribute("popover");
      dress(IN_PLACE);
      tell(null);
    }
  };
}
