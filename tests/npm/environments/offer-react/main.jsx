import { createRoot } from "react-dom/client";

import { Checkout } from "./checkout.jsx";
import { given } from "./given.js";

createRoot(document.querySelector("#root")).render(<Checkout {...given} />);
