import { StrictMode } from "react";
import { renderToString } from "react-dom/server";

import { Checkout } from "./checkout.jsx";
import { given } from "./given.js";

console.log(renderToString(<StrictMode><Checkout {...given} /></StrictMode>));
